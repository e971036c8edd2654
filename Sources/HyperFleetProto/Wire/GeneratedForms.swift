internal import CHyperFleetProto

// The generated forms and their initialisers, in the order of proto/.

extension Hyperfleet__V1__Labels__EntriesEntry: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__labels__entries_entry__init(form) }
}

extension Hyperfleet__V1__Labels: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__labels__init(form) }
}

extension Hyperfleet__V1__OwnerReference: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__owner_reference__init(form) }
}

extension Hyperfleet__V1__ResourceMetadata: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__resource_metadata__init(form) }
}

extension Hyperfleet__V1__Condition: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__condition__init(form) }
}

extension Hyperfleet__V1__Cluster: ResourceForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__cluster__init(form) }
}

extension Hyperfleet__V1__NodePool: ResourceForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__node_pool__init(form) }
}

extension Hyperfleet__V1__ClusterReference: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__cluster_reference__init(form) }
}

extension Hyperfleet__V1__NodePoolName: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__node_pool_name__init(form) }
}

extension Hyperfleet__V1__NodePoolReference: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__node_pool_reference__init(form) }
}

extension Hyperfleet__V1__Preconditions: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__preconditions__init(form) }
}

extension Hyperfleet__V1__LabelChanges__SetEntry: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__label_changes__set_entry__init(form) }
}

extension Hyperfleet__V1__LabelChanges: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__label_changes__init(form) }
}

extension Hyperfleet__V1__Replay: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__replay__init(form) }
}

extension Hyperfleet__V1__RemovedResource: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__removed_resource__init(form) }
}

extension Hyperfleet__V1__ForceDeletion: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__force_deletion__init(form) }
}

extension Hyperfleet__V1__PageRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__page_request__init(form) }
}

extension Hyperfleet__V1__StreamEnd: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__stream_end__init(form) }
}

extension Hyperfleet__V1__PageInfo: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__page_info__init(form) }
}

extension Hyperfleet__V1__FieldViolation: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__field_violation__init(form) }
}

extension Hyperfleet__V1__ItemError__DetailsEntry: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__item_error__details_entry__init(form) }
}

extension Hyperfleet__V1__ItemError: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__item_error__init(form) }
}

extension Hyperfleet__V1__CreateClusterRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__create_cluster_request__init(form) }
}

extension Hyperfleet__V1__CreateClusterResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__create_cluster_response__init(form) }
}

extension Hyperfleet__V1__GetClusterRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_cluster_request__init(form) }
}

extension Hyperfleet__V1__GetClusterResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_cluster_response__init(form) }
}

extension Hyperfleet__V1__ListClustersRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__list_clusters_request__init(form) }
}

extension Hyperfleet__V1__ListClustersResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__list_clusters_response__init(form) }
}

extension Hyperfleet__V1__StreamClustersRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__stream_clusters_request__init(form) }
}

extension Hyperfleet__V1__StreamClustersResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__stream_clusters_response__init(form) }
}

extension Hyperfleet__V1__GetManyClustersRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_many_clusters_request__init(form) }
}

extension Hyperfleet__V1__GetManyClustersResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__get_many_clusters_response__init(form)
    }
}

extension Hyperfleet__V1__ClusterResult: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__cluster_result__init(form) }
}

extension Hyperfleet__V1__GetClusterTreeRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_cluster_tree_request__init(form) }
}

extension Hyperfleet__V1__GetClusterTreeResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_cluster_tree_response__init(form) }
}

extension Hyperfleet__V1__NodePoolNode: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__node_pool_node__init(form) }
}

extension Hyperfleet__V1__UpdateClusterRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__update_cluster_request__init(form) }
}

extension Hyperfleet__V1__UpdateClusterResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__update_cluster_response__init(form) }
}

extension Hyperfleet__V1__DeleteClusterRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__delete_cluster_request__init(form) }
}

extension Hyperfleet__V1__DeleteClusterResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__delete_cluster_response__init(form) }
}

extension Hyperfleet__V1__ForceDeleteClusterRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__force_delete_cluster_request__init(form)
    }
}

extension Hyperfleet__V1__ForceDeleteClusterResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__force_delete_cluster_response__init(form)
    }
}

extension Hyperfleet__V1__CreateNodePoolRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__create_node_pool_request__init(form) }
}

extension Hyperfleet__V1__CreateNodePoolResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__create_node_pool_response__init(form) }
}

extension Hyperfleet__V1__GetNodePoolRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_node_pool_request__init(form) }
}

extension Hyperfleet__V1__GetNodePoolResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_node_pool_response__init(form) }
}

extension Hyperfleet__V1__ListNodePoolsRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__list_node_pools_request__init(form) }
}

extension Hyperfleet__V1__ListNodePoolsResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__list_node_pools_response__init(form) }
}

extension Hyperfleet__V1__StreamNodePoolsRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__stream_node_pools_request__init(form) }
}

extension Hyperfleet__V1__StreamNodePoolsResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__stream_node_pools_response__init(form)
    }
}

extension Hyperfleet__V1__GetManyNodePoolsRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__get_many_node_pools_request__init(form)
    }
}

extension Hyperfleet__V1__GetManyNodePoolsResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__get_many_node_pools_response__init(form)
    }
}

extension Hyperfleet__V1__NodePoolResult: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__node_pool_result__init(form) }
}

extension Hyperfleet__V1__UpdateNodePoolRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__update_node_pool_request__init(form) }
}

extension Hyperfleet__V1__UpdateNodePoolResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__update_node_pool_response__init(form) }
}

extension Hyperfleet__V1__DeleteNodePoolRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__delete_node_pool_request__init(form) }
}

extension Hyperfleet__V1__DeleteNodePoolResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__delete_node_pool_response__init(form) }
}

extension Hyperfleet__V1__ForceDeleteNodePoolRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__force_delete_node_pool_request__init(form)
    }
}

extension Hyperfleet__V1__ForceDeleteNodePoolResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__force_delete_node_pool_response__init(form)
    }
}

extension Hyperfleet__V1__ReportTarget: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__report_target__init(form) }
}

extension Hyperfleet__V1__AdapterCondition: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__adapter_condition__init(form) }
}

extension Hyperfleet__V1__AdapterStatus: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__adapter_status__init(form) }
}

extension Hyperfleet__V1__ReportRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__report_request__init(form) }
}

extension Hyperfleet__V1__ReportResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__report_response__init(form) }
}

extension Hyperfleet__V1__ReportManyRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__report_many_request__init(form) }
}

extension Hyperfleet__V1__AcceptedReport: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__accepted_report__init(form) }
}

extension Hyperfleet__V1__ReportResult: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__report_result__init(form) }
}

extension Hyperfleet__V1__ReportManyResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__report_many_response__init(form) }
}

extension Hyperfleet__V1__ListAdapterStatusesRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__list_adapter_statuses_request__init(form)
    }
}

extension Hyperfleet__V1__ListAdapterStatusesResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) {
        hyperfleet__v1__list_adapter_statuses_response__init(form)
    }
}

extension Hyperfleet__V1__HealthCheckRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__health_check_request__init(form) }
}

extension Hyperfleet__V1__HealthCheckResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__health_check_response__init(form) }
}

extension Hyperfleet__V1__EchoRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__echo_request__init(form) }
}

extension Hyperfleet__V1__EchoResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__echo_response__init(form) }
}

extension Hyperfleet__V1__EchoClusterRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__echo_cluster_request__init(form) }
}

extension Hyperfleet__V1__EchoClusterResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__echo_cluster_response__init(form) }
}

extension Hyperfleet__V1__DownloadRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__download_request__init(form) }
}

extension Hyperfleet__V1__DownloadResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__download_response__init(form) }
}

extension Hyperfleet__V1__UploadRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__upload_request__init(form) }
}

extension Hyperfleet__V1__UploadResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__upload_response__init(form) }
}

extension Hyperfleet__V1__ExchangeRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__exchange_request__init(form) }
}

extension Hyperfleet__V1__ExchangeResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__exchange_response__init(form) }
}

extension Hyperfleet__V1__ListServicesRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__list_services_request__init(form) }
}

extension Hyperfleet__V1__ServedMethod: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__served_method__init(form) }
}

extension Hyperfleet__V1__ServedService: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__served_service__init(form) }
}

extension Hyperfleet__V1__ListServicesResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__list_services_response__init(form) }
}

extension Hyperfleet__V1__GetDescriptorsRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_descriptors_request__init(form) }
}

extension Hyperfleet__V1__GetDescriptorsResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_descriptors_response__init(form) }
}

extension Hyperfleet__V1__GetSchemaRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_schema_request__init(form) }
}

extension Hyperfleet__V1__GetSchemaResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__get_schema_response__init(form) }
}

extension Hyperfleet__V1__ValidateSpecRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__validate_spec_request__init(form) }
}

extension Hyperfleet__V1__ValidateSpecResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__validate_spec_response__init(form) }
}

extension Hyperfleet__V1__ServerStatusRequest: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__server_status_request__init(form) }
}

extension Hyperfleet__V1__ConnectionFigures: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__connection_figures__init(form) }
}

extension Hyperfleet__V1__CallFigures: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__call_figures__init(form) }
}

extension Hyperfleet__V1__NamedCount: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__named_count__init(form) }
}

extension Hyperfleet__V1__ViolationFigures: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__violation_figures__init(form) }
}

extension Hyperfleet__V1__DurationFigures: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__duration_figures__init(form) }
}

extension Hyperfleet__V1__MethodFigures: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__method_figures__init(form) }
}

extension Hyperfleet__V1__LaneFigures: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__lane_figures__init(form) }
}

extension Hyperfleet__V1__SchemaFigures: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__schema_figures__init(form) }
}

extension Hyperfleet__V1__ServerStatusResponse: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { hyperfleet__v1__server_status_response__init(form) }
}

extension Google__Protobuf__Timestamp: WireForm {
    static func initialise(_ form: UnsafeMutablePointer<Self>) { google__protobuf__timestamp__init(form) }
}
