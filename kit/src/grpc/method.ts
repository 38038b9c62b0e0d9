import type { Endpoint } from '../endpoint/endpoint.ts';
import type { MessageCodec } from './message-codec.ts';

/** Which sides of a method are streams of messages. */
export type MethodKind = 'unary' | 'server-stream' | 'client-stream' | 'bidi-stream';

/** What the endpoint of a method is given. */
export type RequestOf<Kind extends MethodKind, Req> = Kind extends 'client-stream' | 'bidi-stream'
  ? AsyncIterable<Req>
  : Req;

/** What the endpoint of a method gives. */
export type ResponseOf<Kind extends MethodKind, Res> = Kind extends 'server-stream' | 'bidi-stream'
  ? AsyncIterable<Res>
  : Res;

/** One operation over gRPC: its name in its service, its shape, and how messages cross the wire. */
export interface GrpcMethod<Kind extends MethodKind = MethodKind, Req = unknown, Res = unknown> {
  /** `SayHello`, as the `.proto` has it. */
  readonly name: string;
  readonly kind: Kind;
  readonly request: Pick<MessageCodec<Req>, 'decode'>;
  readonly response: Pick<MessageCodec<Res>, 'encode'>;
  readonly endpoint: Endpoint<RequestOf<Kind, Req>, ResponseOf<Kind, Res>>;
  /** `HelloService.sayHello`, for logs. Default: the full name of the method. */
  readonly handler?: string;
}

/** A method whose types are known only to itself: one of a list. */
export interface AnyGrpcMethod extends Pick<GrpcMethod, 'name' | 'kind' | 'handler'> {
  readonly request: Pick<MessageCodec, 'decode'>;
  readonly response: Pick<MessageCodec, 'encode'>;
  readonly endpoint: Endpoint;
}

/** A method of known types, as one of a list of methods of many types. */
export function grpcMethod<Kind extends MethodKind, Req, Res>(
  method: GrpcMethod<Kind, Req, Res>,
): AnyGrpcMethod {
  return method as unknown as AnyGrpcMethod;
}

/** Whether the request of a method is a stream. */
export function takesStream(kind: MethodKind): boolean {
  return kind === 'client-stream' || kind === 'bidi-stream';
}

/** Whether a method answers with a stream. */
export function givesStream(kind: MethodKind): boolean {
  return kind === 'server-stream' || kind === 'bidi-stream';
}
