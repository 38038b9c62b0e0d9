const resourcesPerService = 13;

/**
 * A `.proto` of 300 messages and 100 methods, shaped like the ones people write: 25 resources of 12 messages and four
 * methods, about 50 methods to a service, with scalars of all kinds, enums, maps, oneofs, nested and well-known messages.
 *
 * @returns {{ text: string, services: number }}
 */
export function protoOfSize() {
  const resources = Array.from({ length: 25 }, (_, index) => `Resource${index + 1}`);
  const services = [];
  for (let first = 0; first < resources.length; first += resourcesPerService) {
    services.push(serviceText(resources.slice(first, first + resourcesPerService)));
  }
  const text = [head, ...services, ...resources.map(resourceText)].join('\n');
  return { text, services: services.length };
}

function serviceText(resources) {
  return `
// Keeps ${resources[0]} and its like.
service ${resources[0]}Service {
${resources.map(methodsText).join('')}}
`;
}

function methodsText(name) {
  return `  // Gives one ${name}.
  rpc Get${name}(Get${name}Request) returns (${name});
  // Gives a page of them.
  rpc List${name}s(List${name}sRequest) returns (List${name}sResponse);
  // Makes one.
  rpc Create${name}(Create${name}Request) returns (${name});
  // Tells of changes as they come.
  rpc Watch${name}(Watch${name}Request) returns (stream ${name}Event);
`;
}

const head = `syntax = "proto3";

package bench.scale.v1;

import "google/protobuf/duration.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
`;

function resourceText(name) {
  return `
// What the service keeps.
message ${name} {
  string id = 1;
  string display_name = 2;
  int64 version = 3;
  ${name}State state = 4;
  ${name}Owner owner = 5;
  repeated ${name}Part parts = 6;
  map<string, string> labels = 7;
  google.protobuf.Timestamp created = 8;
  google.protobuf.Duration lifetime = 9;
  optional double weight = 10;
  bytes checksum = 11;
  google.protobuf.Struct extra = 12;
}

message ${name}Owner {
  string email = 1;
  uint32 level = 2;
  google.protobuf.StringValue nickname = 3;
}

message ${name}Part {
  string sku = 1;
  int32 count = 2;
  oneof price {
    double amount = 3;
    ${name}Quote quote = 4;
  }
}

message ${name}Quote {
  string currency = 1;
  sint64 units = 2;
  fixed32 nanos = 3;
}

message Get${name}Request {
  string id = 1;
}

message List${name}sRequest {
  int32 page_size = 1;
  string page_token = 2;
  ${name}Filter filter = 3;
}

message ${name}Filter {
  repeated ${name}State states = 1;
  string text = 2;
  google.protobuf.Timestamp after = 3;
}

message List${name}sResponse {
  repeated ${name} items = 1;
  string next_page_token = 2;
}

message Create${name}Request {
  ${name} item = 1;
  bool validate_only = 2;
}

message Watch${name}Request {
  repeated string ids = 1;
  ${name}Cursor from = 2;
}

message ${name}Cursor {
  fixed64 offset = 1;
  map<int32, bool> shards = 2;
}

message ${name}Event {
  oneof kind {
    ${name} changed = 1;
    string removed = 2;
  }
  google.protobuf.Timestamp at = 3;
}

enum ${name}State {
  ${name.toUpperCase()}_STATE_UNSPECIFIED = 0;
  ${name.toUpperCase()}_STATE_ACTIVE = 1;
  ${name.toUpperCase()}_STATE_RETIRED = 2;
}
`;
}
