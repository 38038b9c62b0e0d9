import { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import type { Metadata, OutgoingMetadata } from '../context/metadata.ts';

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

/** What of an endpoint's outgoing metadata has not been sent yet. */
export class OutgoingSender {
  #sent: Map<string, string> | undefined;

  /** Adds what is new, or has changed, since the last time. Gives back the names that gRPC has no form for. */
  addTo(metadata: GrpcMetadata, outgoing: OutgoingMetadata | undefined): readonly string[] {
    if (outgoing === undefined) return [];
    const refused: string[] = [];
    const sent = (this.#sent ??= new Map<string, string>());
    for (const [name, values] of outgoing.entries()) {
      const text = values.join('\n');
      if (sent.get(name) === text) continue;
      sent.set(name, text);
      if (!values.every((value) => addValue(metadata, name, value))) refused.push(name);
    }
    return refused;
  }
}
