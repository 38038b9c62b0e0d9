import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressText } from '../address.ts';
import type { CancelListener } from '../context/cancellation.ts';
import { Context, type CallSource } from '../context/context.ts';
import type { Metadata } from '../context/metadata.ts';
import { requestIdFrom } from '../context/request-id.ts';
import { parseTraceparent, type TraceContext } from '../context/trace-context.ts';
import type { ExpiryQueue } from '../endpoint/expiry-queue.ts';
import { KitError } from '../errors/kit-error.ts';
import type { Logger } from '../logger.ts';
import { HeaderMetadata } from './header-metadata.ts';
import type { RequestCounts } from '../request-metrics.ts';
import type { HttpLimits } from './options.ts';
import { problemFrom, problemText, problemType, type FaultLocation } from './problem.ts';
import { logRequestFailure, type RequestLine } from './http-log.ts';

/** What an exchange needs of its server. */
export interface ExchangeHost {
  readonly logger: Logger;
  readonly limits: HttpLimits;
  /** Whether the server is shutting down; then no connection is kept. */
  readonly draining: boolean;
  /** Whether `currentContext()` is to work. */
  readonly trackContext: boolean;
  /** Ends streams that stand still; undefined where they may. */
  readonly streamIdle: ExpiryQueue | undefined;
  /** Says that the body of a request may take longer than other bodies. */
  allowLongBody(request: IncomingMessage): void;
  /**
   * Remembers a stream until the function that is returned is called; a shutdown stops it, at once if it has
   * begun already.
   */
  addStream(stop: (reason: KitError) => void): () => void;
}

/** Where an exchange's outcome is reported. */
export interface ExchangeTarget {
  readonly handler: string;
  readonly metrics: RequestCounts;
  readonly locate: (path: string) => FaultLocation;
}

/** A request and its response, as Node hands them over. */
export interface NodeExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The path without the query. */
  readonly path: string;
  /** The query without its question mark. */
  readonly search: string;
  /** Whether the client waits for leave before it sends the body. */
  readonly expectsContinue: boolean;
}

const lingerMilliseconds = 1000;

/** One request on its way through the server: what every kind of handler needs. */
export class Exchange implements CallSource {
  readonly host: ExchangeHost;
  readonly node: NodeExchange;
  readonly target: ExchangeTarget;
  readonly started = performance.now();
  readonly ctx: Context;
  /** Whether the answer may come while the client is still sending, as it should then still get it. */
  answersEarly = false;
  /** Whether a client that asked for leave to send its body has been given it. */
  continued = false;
  #requestId: string | undefined;

  constructor(host: ExchangeHost, node: NodeExchange, target: ExchangeTarget) {
    this.host = host;
    this.node = node;
    this.target = target;
    this.ctx = Context.of(this);
  }

  get requestId(): string {
    return (this.#requestId ??= requestIdFrom(this.node.request.headers['x-request-id']));
  }

  get metadata(): Metadata {
    return new HeaderMetadata(this.node.request);
  }

  get logger(): Logger {
    return this.host.logger;
  }

  get incomingTrace(): TraceContext | undefined {
    const { traceparent, tracestate } = this.node.request.headers;
    return traceparent === undefined ? undefined : parseTraceparent(traceparent, tracestate);
  }

  get peer(): string | undefined {
    const { remoteAddress, remotePort } = this.node.request.socket;
    return remoteAddress === undefined ? undefined : addressText(remoteAddress, remotePort ?? 0);
  }

  watch(cancel: CancelListener): void {
    const { response } = this.node;
    const gone = () => {
      if (!response.writableFinished) cancel(this.#goneError());
    };
    if (response.closed) gone();
    else response.once('close', gone);
  }

  /** Sends a response whose text is ready. */
  send(status: number, type: string | undefined, text: string): void {
    const { request, response } = this.node;
    if (this.answersEarly && !request.complete) return this.#sendAndLinger(status, type, text);
    const headers = this.#headers(type, text);
    this.observe(status);
    response.writeHead(status, headers);
    if (type === undefined) response.end();
    else response.end(text);
    if (this.answersEarly) request.resume();
  }

  /** Sends the headers of a response whose body follows bit by bit. */
  begin(type: string): void {
    const { response } = this.node;
    const headers = ['x-request-id', this.requestId, 'content-type', type];
    // Neither a cache nor a proxy should keep messages back.
    headers.push('cache-control', 'no-store', 'x-accel-buffering', 'no');
    this.#addHeaders(headers);
    response.writeHead(200, headers);
  }

  /** The problem document of an error, as text. */
  problemText(thrown: unknown): string {
    const { requestId, target } = this;
    return problemText(problemFrom(thrown, { requestId, locate: target.locate }).problem);
  }

  /** Answers with a problem document, and writes the log line if no one has. */
  fail(thrown: unknown): void {
    if (!this.ctx.logged) this.logFailure(thrown);
    const { response, request } = this.node;
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return this.observe(499);
    }
    const { problem, headers } = problemFrom(thrown, {
      requestId: this.requestId,
      locate: this.target.locate,
    });
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const text = problemText(problem);
    const unread = !request.complete && (problem.status === 413 || this.node.expectsContinue);
    if (unread) this.#sendAndLinger(problem.status, problemType, text);
    else this.send(problem.status, problemType, text);
  }

  /** Writes a log line for what went wrong. */
  logFailure(thrown: unknown): void {
    this.ctx.logged = true;
    logRequestFailure(this.line(), thrown);
  }

  /** What a log line says about this exchange. */
  line(): RequestLine {
    const { host, ctx, started, node, target } = this;
    const method = node.request.method ?? '';
    return {
      logger: host.logger,
      ctx,
      operation: target.handler,
      method,
      path: node.path,
      started,
    };
  }

  /** Counts the exchange. */
  observe(status: number): void {
    this.target.metrics.observe(status, (performance.now() - this.started) / 1000);
  }

  #headers(type: string | undefined, text: string, closing = this.host.draining): string[] {
    const headers = ['x-request-id', this.requestId];
    if (type !== undefined) {
      headers.push('content-type', type, 'content-length', String(Buffer.byteLength(text)));
    }
    this.#addHeaders(headers, closing);
    return headers;
  }

  #addHeaders(headers: string[], closing = this.host.draining): void {
    if (closing) headers.push('connection', 'close');
    const outgoing = this.ctx.outgoingIfAny;
    if (outgoing === undefined) return;
    for (const [name, values] of outgoing.entries()) {
      for (const value of values) headers.push(name, value);
    }
  }

  /**
   * Answers while the client is still sending. Closing at once would reset the connection and take
   * the answer with it, so the rest is read and dropped for a moment first.
   */
  #sendAndLinger(status: number, type: string | undefined, text: string): void {
    const { request, response, expectsContinue } = this.node;
    if (response.destroyed) return this.observe(499);
    this.observe(status);
    response.writeHead(status, this.#headers(type, text, true));
    if (expectsContinue && !this.continued) {
      response.end(text);
      return;
    }
    if (text === '') response.flushHeaders();
    else response.write(text);
    const end = () => response.end();
    const timer = setTimeout(end, lingerMilliseconds);
    request.once('close', () => clearTimeout(timer));
    request.once('end', end);
    request.resume();
  }

  #goneError(): KitError {
    return this.host.draining
      ? new KitError('unavailable', 'the service is shutting down')
      : new KitError('cancelled', 'the client has closed the connection');
  }
}
