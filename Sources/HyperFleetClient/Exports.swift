// One import gives the whole face of the library: its calls speak in these rooms' types.
@_exported public import HyperFleetModel
@_exported public import JSONModel
@_exported public import RPCCore
