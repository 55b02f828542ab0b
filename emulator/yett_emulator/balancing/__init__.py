"""What ALB and NLB have in common: zones, servers, jobs, security groups, tags."""
