// NestJS as its documentation writes it: module, controller, injected service, DTO with
// class-validator, ValidationPipe, logging interceptor. argv[2] names the adapter.
import {
  Body,
  Controller,
  HttpCode,
  Injectable,
  Module,
  Post,
  ValidationPipe,
  type CallHandler,
  type ExecutionContext,
  type INestApplication,
  type NestInterceptor,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsString } from 'class-validator';
import { tap, type Observable } from 'rxjs';
import { logger } from './logger.mjs';
import { port } from './port.mjs';

class HelloRequest {
  @IsString()
  name!: string;
}

class HelloResponse {
  message!: string;
}

@Injectable()
class HelloService {
  sayHello(request: HelloRequest): HelloResponse {
    return { message: `Hello, ${request.name}!` };
  }
}

@Controller()
class HelloController {
  constructor(private readonly service: HelloService) {}

  @Post('sayhello')
  @HttpCode(200)
  sayHello(@Body() request: HelloRequest): HelloResponse {
    return this.service.sayHello(request);
  }
}

@Module({ controllers: [HelloController], providers: [HelloService] })
// oxlint-disable-next-line typescript/no-extraneous-class -- what a Nest module is
class AppModule {}

class LoggingInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const started = performance.now();
    const http = context.switchToHttp();
    return next.handle().pipe(
      tap(() => {
        const { method, url } = http.getRequest();
        const { statusCode: status } = http.getResponse();
        const duration_ms = performance.now() - started;
        logger.info({ method, url, status, duration_ms }, 'request');
      }),
    );
  }
}

async function createApp(adapter: string): Promise<INestApplication> {
  if (adapter !== 'fastify') return NestFactory.create(AppModule, { logger: false });
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  return NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
}

const app = await createApp(process.argv[2] ?? 'express');
app.useGlobalPipes(
  new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
);
app.useGlobalInterceptors(new LoggingInterceptor());
await app.listen(port, '127.0.0.1');
