import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import { fixtures } from './cases.ts';

/** Every node of the files of a fixture's contract. */
export function contractNodes(name: string): readonly ts.Node[] {
  const folder = join(fixtures, name, 'input');
  return readdirSync(folder)
    .toSorted()
    .flatMap((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return nodesIn(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
    });
}

function nodesIn(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [node];
  ts.forEachChild(node, (child) => {
    nodes.push(...nodesIn(child));
  });
  return nodes;
}

/** Whether a node applies a type of a name. */
export function applies(name: string): (node: ts.Node) => boolean {
  return (node) => ts.isTypeReferenceNode(node) && node.typeName.getText() === name;
}

/** Whether a node has a modifier. */
export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((one) => one.kind === kind)
  );
}
