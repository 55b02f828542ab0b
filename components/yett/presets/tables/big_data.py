"""Sets of big-data services: for the jobs that use them, and for the nodes among each other."""

from yett.presets.tables import Row

TIERS, MEMBERS = "tiers", "members"
HADOOP = "Hadoop documentation: hdfs-default.xml, yarn-default.xml"

TABLE: tuple[Row, ...] = (
    (
        "hdfs",
        TIERS,
        (("hdfs", "names", "名称服务"), ("hdfs-data tcp/9866", "blocks", "数据块")),
        "HDFS clients",
        "HDFS 客户端",
        HADOOP,
    ),
    (
        "hdfs-members",
        MEMBERS,
        (
            "hdfs",
            ("hdfs-data tcp/9866-9867", "blocks between nodes", "节点间数据块"),
            ("tcp/8485", "journal", "日志节点"),
            ("tcp/8019", "failover", "主备切换"),
        ),
        "HDFS nodes",
        "HDFS 节点互联",
        HADOOP,
    ),
    ("yarn", TIERS, ("yarn",), "YARN, jobs handed in", "YARN 作业提交", HADOOP),
    (
        "yarn-members",
        MEMBERS,
        (
            "yarn",
            ("tcp/8030-8031", "scheduler and node tracking", "调度与节点跟踪"),
            ("tcp/8040-8041", "node managers (yarn.nodemanager.address set to 8041)", "节点管理（地址固定为 8041）"),
        ),
        "YARN nodes",
        "YARN 节点互联",
        HADOOP,
    ),
    ("hive", TIERS, ("hive",), "HiveServer2", "Hive 数据仓库", "Hive documentation: setting up HiveServer2"),
    ("hive-metastore", TIERS, ("hive-metastore",), "Hive metastore", "Hive 元数据", "Hive documentation: metastore"),
    (
        "hbase",
        TIERS,
        (("hbase-master tcp/16000", "master", "主节点"), ("hbase-region tcp/16020", "regions", "区域"), "zookeeper"),
        "HBase clients",
        "HBase 客户端",
        "HBase documentation: hbase-default.xml",
    ),
    ("impala", TIERS, ("impala",), "Impala", "Impala 查询", "Impala documentation: ports"),
    (
        "spark",
        TIERS,
        ("spark-master",),
        "Spark, jobs handed in",
        "Spark 作业提交",
        "Spark documentation: security, ports",
    ),
    (
        "flink-members",
        MEMBERS,
        (("flink tcp/6123", "job manager", "作业管理"),),
        "Flink task managers to their job manager",
        "Flink 节点互联",
        "Flink documentation: configuration",
    ),
    (
        "kudu",
        TIERS,
        (("tcp/7050-7051", "tablets and master", "表分片与主节点"),),
        "Kudu",
        "Kudu 存储",
        "Kudu documentation: configuration",
    ),
    (
        "presto",
        TIERS,
        (("http-8080", "queries", "查询"),),
        "Presto and Trino",
        "Presto 与 Trino 查询",
        "Trino documentation: deploying",
    ),
    (
        "ambari-agents",
        MEMBERS,
        ("ambari",),
        "Ambari agents",
        "Ambari 集群管理",
        "Ambari documentation: ports",
    ),
    (
        "ray-jobs",
        TIERS,
        (("ray tcp/10001", "clients", "客户端"),),
        "Ray clients",
        "Ray 计算客户端",
        "Ray documentation: configuring",
    ),
)
