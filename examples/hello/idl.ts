export interface HelloRequest {
  /**
   * Who is greeted.
   * @minLength 1
   * @maxLength 80
   */
  name: string;
}

export interface HelloResponse {
  message: string;
}

export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
