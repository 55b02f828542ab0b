"""What makes a MySQL server and its client refuse plain sessions, as a script for the first boot of a machine.

Source: MySQL 8 reference, require_secure_transport and tls_version (the server refuses whoever comes without TLS), and
the client option ssl-mode; both read every *.cnf of /etc/my.cnf.d (Alibaba Cloud Linux, RHEL) or /etc/mysql/conf.d.
"""

FILES = ("/etc/my.cnf.d/yett-tls.cnf", "/etc/mysql/conf.d/yett-tls.cnf")
"""Where the option file stands in the two families of Linux."""
SECURE = "require_secure_transport"
"""The server's option that refuses plain sessions."""
OPTIONS = """\
[mysqld]
require_secure_transport=ON
tls_version=TLSv1.2,TLSv1.3
[client]
ssl-mode=REQUIRED
"""
_FILE = """\
  - path: {path}
    permissions: "0644"
    content: |
{content}
"""


def require_tls() -> str:
    """A cloud-config that writes the option file; a server that is installed later reads it too.

    >>> print(require_tls().splitlines()[0])
    #cloud-config
    """
    content = "\n".join(f"      {line}" for line in OPTIONS.splitlines())
    return "#cloud-config\nwrite_files:\n" + "".join(_FILE.format(path=path, content=content) for path in FILES)
