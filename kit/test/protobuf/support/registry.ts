import { readFileSync } from 'node:fs';
import {
  createFileRegistry,
  type DescMessage,
  type FileRegistry,
  fromBinary,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** The types of the `.proto` files beside this folder, as buf has compiled them. */
export const registry: FileRegistry = createFileRegistry(
  fromBinary(
    FileDescriptorSetSchema,
    readFileSync(new URL('../descriptors.binpb', import.meta.url)),
  ),
);

/** The descriptor of a message. */
export function descOf(fullName: string): DescMessage {
  const desc = registry.getMessage(fullName);
  if (desc === undefined) throw new Error(`no message ${fullName}`);
  return desc;
}
