# What single-rule checks do: a rule that accepts from everyone, and the risky ports in its range. No priorities, no
# other rule, no path. It stands in for the policies that people write; benchmarks/exposure_peers.py times it.
package yett.one_rule

import rego.v1

risky := {22, 3306, 3389, 6379, 9200}

everyone := {"0.0.0.0/0", "::/0"}

# of a Terraform plan
deny contains message if {
	some resource in input.planned_values.root_module.resources
	resource.type == "alicloud_security_group_rule"
	rule := resource.values
	rule.type == "ingress"
	rule.policy == "accept"
	rule.cidr_ip in everyone
	some port in risky
	within(rule.port_range, port)
	message := sprintf("%s opens port %d to everyone", [resource.address, port])
}

# of a Pulumi preview
deny contains message if {
	some step in input.steps
	step.newState.type == "alicloud:ecs/securityGroupRule:SecurityGroupRule"
	rule := step.newState.inputs
	rule.type == "ingress"
	rule.policy == "accept"
	rule.cidrIp in everyone
	some port in risky
	within(rule.portRange, port)
	message := sprintf("%s opens port %d to everyone", [step.urn, port])
}

within("-1/-1", _)

within(range, port) if {
	range != "-1/-1"
	[first, last] := [to_number(text) | some text in split(range, "/")]
	first <= port
	port <= last
}
