extension MetaSchemas {
    static let jsonSchema202012Text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://json-schema.org/draft/2020-12/schema",
          "$dynamicAnchor": "meta",
          "title": "A schema of JSON Schema 2020-12",
          "type": ["object", "boolean"],
          "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "$id": {"type": "string", "format": "uri-reference", "pattern": "^[^#]*#?$"},
            "$ref": {"type": "string", "format": "uri-reference"},
            "$anchor": {"$ref": "#/$defs/anchor"},
            "$dynamicRef": {"type": "string", "format": "uri-reference"},
            "$dynamicAnchor": {"$ref": "#/$defs/anchor"},
            "$vocabulary": {
              "type": "object", "propertyNames": {"format": "uri"}, "additionalProperties": {"type": "boolean"}
            },
            "$comment": {"type": "string"},
            "$defs": {"$ref": "#/$defs/schemas"},
            "allOf": {"$ref": "#/$defs/list"},
            "anyOf": {"$ref": "#/$defs/list"},
            "oneOf": {"$ref": "#/$defs/list"},
            "not": {"$dynamicRef": "#meta"},
            "if": {"$dynamicRef": "#meta"},
            "then": {"$dynamicRef": "#meta"},
            "else": {"$dynamicRef": "#meta"},
            "dependentSchemas": {"$ref": "#/$defs/schemas"},
            "prefixItems": {"$ref": "#/$defs/list"},
            "items": {"$dynamicRef": "#meta"},
            "contains": {"$dynamicRef": "#meta"},
            "properties": {"$ref": "#/$defs/schemas"},
            "patternProperties": {
              "type": "object", "propertyNames": {"format": "regex"}, "additionalProperties": {"$dynamicRef": "#meta"}
            },
            "additionalProperties": {"$dynamicRef": "#meta"},
            "propertyNames": {"$dynamicRef": "#meta"},
            "unevaluatedItems": {"$dynamicRef": "#meta"},
            "unevaluatedProperties": {"$dynamicRef": "#meta"},
            "type": {
              "anyOf": [
                {"$ref": "#/$defs/type"},
                {"type": "array", "items": {"$ref": "#/$defs/type"}, "minItems": 1, "uniqueItems": true}
              ]
            },
            "const": true,
            "enum": {"type": "array"},
            "multipleOf": {"type": "number", "exclusiveMinimum": 0},
            "maximum": {"type": "number"},
            "exclusiveMaximum": {"type": "number"},
            "minimum": {"type": "number"},
            "exclusiveMinimum": {"type": "number"},
            "maxLength": {"$ref": "#/$defs/count"},
            "minLength": {"$ref": "#/$defs/count"},
            "pattern": {"type": "string", "format": "regex"},
            "maxItems": {"$ref": "#/$defs/count"},
            "minItems": {"$ref": "#/$defs/count"},
            "uniqueItems": {"type": "boolean"},
            "maxContains": {"$ref": "#/$defs/count"},
            "minContains": {"$ref": "#/$defs/count"},
            "maxProperties": {"$ref": "#/$defs/count"},
            "minProperties": {"$ref": "#/$defs/count"},
            "required": {"$ref": "#/$defs/names"},
            "dependentRequired": {"type": "object", "additionalProperties": {"$ref": "#/$defs/names"}},
            "title": {"type": "string"},
            "description": {"type": "string"},
            "default": true,
            "deprecated": {"type": "boolean"},
            "readOnly": {"type": "boolean"},
            "writeOnly": {"type": "boolean"},
            "examples": {"type": "array"},
            "format": {"type": "string"},
            "contentEncoding": {"type": "string"},
            "contentMediaType": {"type": "string"},
            "contentSchema": {"$dynamicRef": "#meta"},
            "definitions": {"$ref": "#/$defs/schemas"},
            "dependencies": {
              "type": "object",
              "additionalProperties": {"anyOf": [{"$dynamicRef": "#meta"}, {"$ref": "#/$defs/names"}]}
            },
            "$recursiveAnchor": {"$ref": "#/$defs/anchor"},
            "$recursiveRef": {"type": "string", "format": "uri-reference"}
          },
          "$defs": {
            "anchor": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"},
            "count": {"type": "integer", "minimum": 0},
            "list": {"type": "array", "minItems": 1, "items": {"$dynamicRef": "#meta"}},
            "names": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
            "schemas": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}},
            "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
          }
        }
        """#

    static let openAPI30Text = #"""
        {
          "title": "A schema of OpenAPI 3.0",
          "type": "object",
          "if": {"required": ["$ref"]},
          "then": {"properties": {"$ref": {"type": "string", "format": "uri-reference"}}},
          "else": {
            "properties": {
              "type": {"enum": ["array", "boolean", "integer", "number", "object", "string"]},
              "nullable": {"type": "boolean"},
              "enum": {"type": "array", "minItems": 1},
              "multipleOf": {"type": "number", "exclusiveMinimum": 0},
              "maximum": {"type": "number"},
              "exclusiveMaximum": {"type": "boolean"},
              "minimum": {"type": "number"},
              "exclusiveMinimum": {"type": "boolean"},
              "maxLength": {"$ref": "#/$defs/count"},
              "minLength": {"$ref": "#/$defs/count"},
              "pattern": {"type": "string", "format": "regex"},
              "maxItems": {"$ref": "#/$defs/count"},
              "minItems": {"$ref": "#/$defs/count"},
              "uniqueItems": {"type": "boolean"},
              "maxProperties": {"$ref": "#/$defs/count"},
              "minProperties": {"$ref": "#/$defs/count"},
              "required": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
              "not": {"$ref": "#"},
              "allOf": {"$ref": "#/$defs/list"},
              "anyOf": {"$ref": "#/$defs/list"},
              "oneOf": {"$ref": "#/$defs/list"},
              "items": {"$ref": "#"},
              "properties": {"type": "object", "additionalProperties": {"$ref": "#"}},
              "additionalProperties": {"if": {"type": "boolean"}, "else": {"$ref": "#"}},
              "title": {"type": "string"},
              "description": {"type": "string"},
              "format": {"type": "string"},
              "readOnly": {"type": "boolean"},
              "writeOnly": {"type": "boolean"},
              "deprecated": {"type": "boolean"},
              "discriminator": {
                "type": "object",
                "properties": {
                  "propertyName": {"type": "string"},
                  "mapping": {"type": "object", "additionalProperties": {"type": "string"}}
                },
                "required": ["propertyName"]
              },
              "externalDocs": {
                "type": "object",
                "properties": {
                  "url": {"type": "string", "format": "uri-reference"},
                  "description": {"type": "string"}
                },
                "required": ["url"]
              },
              "xml": {
                "type": "object",
                "properties": {
                  "name": {"type": "string"},
                  "namespace": {"type": "string", "format": "uri"},
                  "prefix": {"type": "string"},
                  "attribute": {"type": "boolean"},
                  "wrapped": {"type": "boolean"}
                }
              }
            }
          },
          "$defs": {
            "count": {"type": "integer", "minimum": 0},
            "list": {"type": "array", "minItems": 1, "items": {"$ref": "#"}}
          }
        }
        """#

    static let openAPI31Text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://spec.openapis.org/oas/3.1/dialect/base",
          "$dynamicAnchor": "meta",
          "title": "A schema of OpenAPI 3.1",
          "$ref": "https://json-schema.org/draft/2020-12/schema",
          "properties": {
            "discriminator": {
              "type": "object",
              "properties": {
                "propertyName": {"type": "string"},
                "mapping": {"type": "object", "additionalProperties": {"type": "string"}}
              },
              "required": ["propertyName"],
              "patternProperties": {"^x-": true},
              "unevaluatedProperties": false
            },
            "example": true,
            "externalDocs": {
              "type": "object",
              "properties": {
                "url": {"type": "string", "format": "uri-reference"},
                "description": {"type": "string"}
              },
              "required": ["url"],
              "patternProperties": {"^x-": true},
              "unevaluatedProperties": false
            },
            "xml": {
              "type": "object",
              "properties": {
                "name": {"type": "string"},
                "namespace": {"type": "string", "format": "uri"},
                "prefix": {"type": "string"},
                "attribute": {"type": "boolean"},
                "wrapped": {"type": "boolean"}
              },
              "patternProperties": {"^x-": true},
              "unevaluatedProperties": false
            }
          }
        }
        """#
}
