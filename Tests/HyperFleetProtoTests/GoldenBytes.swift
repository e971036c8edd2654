/// Messages as another implementation writes them: made once with `protoc --deterministic_output --encode` from the
/// files of proto/, never with the code under test.
enum GoldenBytes {
    /// `name`, two labels, `spec`.
    static let createCluster =
        """
        0a076e6f7274682d31122a0a0b0a03656e76120470726f640a1b0a106578616d706c652e636f6d2f7465616d1207c3a4\
        2d7465616d1a177b2261223a20393030373139393235343734303939337d
        """

    /// By id, no labels wanted, a spec, a precondition.
    static let updateCluster =
        """
        0a260a2430313938633164652d376632612d376333622d386434652d35663630373138323933613412001a027b7d2202\
        0807
        """

    /// By name, with an empty spec that is there.
    static let updateClusterEmptySpec =
        """
        0a0912076e6f7274682d311a00
        """

    /// By name in a cluster.
    static let getNodePool =
        """
        0a1612140a0912076e6f7274682d311207776f726b657273
        """

    /// A page of 50 behind a token, with the total and marked ones.
    static let listClusters =
        """
        0a0b0832120361626320012801
        """

    /// Every field of a cluster.
    static let getClusterAnswer =
        """
        0af2010aa6010a2430313938633164652d376632612d376333622d386434652d3566363037313832393361341207436c\
        75737465721a076e6f7274682d312a1b0a0b0a03656e76120470726f640a0c0a04746965721204676f6c6440034a0b08\
        c0bfb7d306108094ef3a50ac0282010608c0bfb7d3068a0103616e6e92011108ffffffffffffffffff0110988cebdc03\
        9a0103626f62a2010d08ff82d1ffaf0710988cebdc03aa010365766512197b22726567696f6e223a226575726f70652d\
        7765737434227d1a2c0a0a5265636f6e63696c656410021a0750656e64696e67220577616974732802420208014a0208\
        0252020803
        """

    /// A node pool without labels and conditions.
    static let getNodePoolAnswer =
        """
        0a8f010a88010a2430313938633164652d376632612d376333622d386434652d35663630373138323933613512084e6f\
        6465506f6f6c1a07776f726b657273222f0a07436c7573746572122430313938633164652d376632612d376333622d38\
        6434652d35663630373138323933613440014a02080a5001820102080a8a0103616e6e920102080a9a0103616e6e1202\
        7b7d
        """

    /// No cluster, a next page, a total of 0.
    static let listClustersAnswer =
        """
        12080a046e6578741000
        """

    /// Two conditions, one with nothing but type and status.
    static let report =
        """
        0a2812260a2430313938633164652d376632612d376333622d386434652d3566363037313832393361351203646e7318\
        022205080510e8072a130a09417661696c61626c6510031a017222016d2a0b0a074170706c696564100132077b226b22\
        3a317d
        """

    /// A stale report, what is stored, the conditions.
    static let reportAnswer =
        """
        080612260a03646e7310021a110a09417661696c61626c6510012a02080422027b7d420208014a0208021a2430313938\
        633164652d376632612d376333622d386434652d35663630373138323933613520022809321c0a0a5265636f6e63696c\
        656410012802420208014a02080252020803
        """

    /// A removed node pool.
    static let deleteAnswer =
        """
        0a8f010a88010a2430313938633164652d376632612d376333622d386434652d35663630373138323933613512084e6f\
        6465506f6f6c1a07776f726b657273222f0a07436c7573746572122430313938633164652d376632612d376333622d38\
        6434652d35663630373138323933613440014a02080a5001820102080a8a0103616e6e920102080a9a0103616e6e1202\
        7b7d1002
        """

    /// Not serving.
    static let health =
        """
        080212117468652073746f726520697320617761791a05312e322e33
        """

    /// 512 bytes each, without end.
    static let downloadEndless =
        """
        1080041801
        """

    /// A thousand of 512 bytes each.
    static let downloadCounted =
        """
        08e807108004
        """

    /// 3 payloads of 9,000,000,000 bytes in all.
    static let upload =
        """
        08031080b4c4c321
        """

    /// A service with a method of each kind, and one with a name only.
    static let services =
        """
        0a84010a1a6879706572666c6565742e76312e42656e6368536572766963651208416e73776572732e1a470a04456368\
        6f10011a196879706572666c6565742e76312e4563686f52657175657374221a6879706572666c6565742e76312e4563\
        686f526573706f6e7365320653656e64732e1a0b0a055761746368100328011a0210021a0210040a030a0178
        """

    /// By the name of a method.
    static let descriptorsOf =
        """
        0a206879706572666c6565742e76312e436c7573746572536572766963652f476574
        """

    /// A set of one file, which has nothing but a name.
    static let descriptors =
        """
        0a050a030a0161
        """

    /// Every field.
    static let serverStatus =
        """
        0a05312e322e33120b08c0bfb7d306108094ef3a18e0d40322060801101418032a0a0864105a18092004280132160802\
        12120a0e50524f544f434f4c5f4552524f5210023a540a206879706572666c6565742e76312e436c7573746572536572\
        766963652f47657410321a0d0a094e4f545f464f554e4410091a060a024f4b10292217083210c096b1021890bf0520b0\
        db0628c09a0c30d0e80c
        """
}
