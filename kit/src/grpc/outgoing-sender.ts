import type { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import type { OutgoingMetadata } from '../context/outgoing-metadata.ts';
import { addValue } from './call-metadata.ts';

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
