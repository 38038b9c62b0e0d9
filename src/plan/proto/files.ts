import type { ProtoContract } from '../../ir/proto-contract.ts';
import { valueLiteral } from '../../text/literals.ts';
import { type Artifact, generatorFile } from '../artifact.ts';
import type { PlanContext } from '../context.ts';
import { Imports } from '../imports.ts';
import { projectPaths, protoPath } from '../project-paths.ts';
import { declarationText, hasTimestamps, serviceText } from './declarations.ts';
import { base64Pieces } from './pieces.ts';

/** `templates/pb/generated_types.hbs` */
export interface ProtoTypesView {
  readonly imports: readonly string[];
  readonly declarations: readonly string[];
}

/** `templates/pb/generated_tables.hbs` */
export interface ProtoTablesView {
  readonly imports: readonly string[];
  readonly kit: Readonly<Record<string, string>>;
  readonly tables: string;
}

/** `templates/pb/generated_descriptors.hbs` */
export interface ProtoDescriptorsView {
  readonly files: readonly { readonly name: string; readonly pieces: readonly string[] }[];
}

/** The author's files as they are, their types, and what the runtime is told of their messages. */
export function planProtoFiles(context: PlanContext, proto: ProtoContract): Artifact[] {
  return [
    ...copies(context, proto),
    generatorFile({
      path: projectPaths.protoTypes,
      reason: 'the messages and services of the contract',
      template: 'pb/generated_types',
      view: typesView(context),
    }),
    generatorFile({
      path: projectPaths.messages,
      reason: 'codecs of messages as bytes and JSON',
      template: 'pb/generated_tables',
      view: tablesView(proto),
    }),
    ...(context.grpc === undefined
      ? []
      : [
          generatorFile({
            path: projectPaths.descriptors,
            reason: 'the contract, compiled, for reflection',
            template: 'pb/generated_descriptors',
            view: descriptorsView(proto),
          }),
        ]),
  ];
}

/** One that is in its place already is its author's own file. */
function copies({ pathOf }: PlanContext, { files }: ProtoContract): readonly Artifact[] {
  return files.flatMap(({ name, path, text, isShipped }): Artifact[] => {
    const target = protoPath(name);
    if (isShipped !== true && pathOf(path) === target) return [];
    return [
      {
        path: target,
        owner: 'generator',
        reason:
          isShipped === true ? 'what the contract imports' : 'the contract, as its author wrote it',
        body: { kind: 'bytes', bytes: new TextEncoder().encode(text) },
      },
    ];
  });
}

function typesView({ contract }: PlanContext): ProtoTypesView {
  const own = [...contract.declarations, ...contract.services].map(({ name }) => name);
  const imports = new Imports(own);
  const scope = { nameOf: (name: string) => name, init: () => imports.kit('Init') };
  const declarations = [
    ...contract.services.map((service) => serviceText(service, scope)),
    ...contract.declarations.map((declaration) => declarationText(declaration, scope)),
  ];
  if (hasTimestamps(contract.declarations)) imports.type('@microgen/kit', 'Timestamp');
  return { declarations, imports: imports.lines() };
}

function tablesView({ messages, enums }: ProtoContract): ProtoTablesView {
  const imports = new Imports(['tables', 'messages']);
  const kit = imports.kitNames('MessageTables', 'createMessages');
  return { kit, tables: valueLiteral({ messages, enums }), imports: imports.lines() };
}

function descriptorsView({ descriptors }: ProtoContract): ProtoDescriptorsView {
  return {
    files: descriptors.map(({ name, bytes }) => ({ name, pieces: base64Pieces(bytes) })),
  };
}
