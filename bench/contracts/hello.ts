export interface HelloRequest {
  name: string;
}
export interface HelloResponse {
  message: string;
}
export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
