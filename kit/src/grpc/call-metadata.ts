import { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import type { Metadata } from '../context/metadata.ts';

/** gRPC's metadata as kit has it: several values joined with `, `, those of `-bin` names in base64. */
export class CallMetadata implements Metadata {
  readonly #metadata: GrpcMetadata;

  constructor(metadata: GrpcMetadata) {
    this.#metadata = metadata;
  }

  get(name: string): string | undefined {
    const values = this.#metadata.get(name);
    return values.length === 0 ? undefined : values.map(textOf).join(', ');
  }

  names(): readonly string[] {
    return Object.keys(this.#metadata.getMap());
  }
}

function textOf(value: string | Buffer): string {
  return typeof value === 'string' ? value : value.toString('base64');
}

/** Adds a value; that of a `-bin` name is given in base64. False for what gRPC has no form for. */
export function addValue(metadata: GrpcMetadata, name: string, value: string): boolean {
  if (name.startsWith('grpc-') || name.startsWith(':')) return false;
  try {
    metadata.add(name, name.endsWith('-bin') ? Buffer.from(value, 'base64') : value);
    return true;
  } catch {
    return false;
  }
}
