import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, microgen, must, start } from './project.ts';

/** A contract that clients of other makers are tried on: every kind of type and input. */
export const SHOP_CONTRACT = `export enum Priority {
  Low = 0,
  /** Today. */
  High = 2,
}
/** A sum in the smallest unit of its currency. */
export interface Money {
  /** @format int64 */
  amount: bigint;
  /** @pattern ^[A-Z]{3}$ @example "EUR" */
  currency: string;
}
export type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number };

export interface NewItem {
  /** @minLength 1 @maxLength 80 */
  title: string;
  /** @format int32 @minimum 0 @default 1 */
  count?: number;
  priority: Priority;
  price: Money;
  picture?: Uint8Array;
  labels: Record<string, string>;
  stock: Map<string, number>;
  codes: Map<number, string>;
  tags: Set<string>;
  size: [width: number, height: number, depth?: number];
  shape: Shape;
  note: string | null;
}
export interface Item extends NewItem {
  /** @format uuid */
  id: string;
  created: Date;
  /** What it is a part of. */
  parent?: Item | null;
}
export interface Page<T> {
  items: T[];
  next?: string;
}
export interface ItemFilter {
  priority?: Priority;
  tags?: string[];
  where?: { title?: string; before?: Date; least?: bigint };
  /** @integer @minimum 1 @maximum 100 @default 20 */
  size?: number;
}

/**
 * Keeps items.
 *
 * @http /items
 */
export interface ItemService {
  /**
   * Gets one item.
   *
   * @http GET /{id}
   * @throws not_found when there is none
   * @example {"id": "123e4567-e89b-42d3-a456-426614174000"}
   */
  getItem(id: string): Promise<Item>;
  /** Lists items. @http GET / @tag reports */
  listItems(req: ItemFilter): Promise<Page<Item>>;
  /**
   * Adds an item.
   *
   * @http POST /
   * @throws already_exists when there is one of its title
   * @throws conflict when another one came first
   * @throws unavailable
   */
  createItem(req: NewItem): Promise<Item>;
  /** @http PUT /{id}/title */
  renameItem(id: string, title: string): Promise<Item>;
  /** @http DELETE /{id} @scope items:write @deprecated Archive it. */
  removeItem(id: string): Promise<void>;
  /** @http POST /count */
  countItems(): Promise<number>;
  /** @http POST /total */
  total(prices: Money[]): Promise<bigint>;
}
`;

/** The service as its user wrote it: what one client puts in, all get out. */
const SHOP_SERVICE = `import { KitError, type Context } from '@microgen/kit';
import type { Item, ItemFilter, Money, NewItem, Page } from '../../idl.ts';
import type { ItemServiceDeps, ItemServiceHandler } from './generated_contract.ts';

class Items implements ItemServiceHandler {
  readonly #items = new Map<string, Item>();

  async getItem(id: string, ctx: Context): Promise<Item> {
    const item = this.#items.get(id);
    if (item === undefined) throw new KitError('not_found', 'there is no such item');
    return item;
  }

  async listItems({ tags = [], where = {}, size }: ItemFilter, ctx: Context): Promise<Page<Item>> {
    const { before, least } = where;
    if (before !== undefined && !(before instanceof Date)) throw new Error('that is no Date');
    const items = [...this.#items.values()].filter(
      (item) => tags.every((tag) => item.tags.has(tag)) && item.price.amount >= (least ?? 0n),
    );
    return { items: items.slice(0, size), next: [before?.getTime(), typeof least, size].join() };
  }

  async createItem(req: NewItem, ctx: Context): Promise<Item> {
    if (!(req.tags instanceof Set && req.stock instanceof Map && req.codes instanceof Map)) {
      throw new Error('those are no collections');
    }
    const created = new Date(Date.UTC(2026, 0, 31));
    const item = { ...req, id: '123e4567-e89b-42d3-a456-426614174000', created };
    if (this.#items.has(item.id)) throw new KitError('already_exists', 'there is one already');
    this.#items.set(item.id, item);
    return item;
  }

  async renameItem(id: string, title: string, ctx: Context): Promise<Item> {
    const item = { ...(await this.getItem(id, ctx)), title };
    this.#items.set(id, item);
    return item;
  }

  async removeItem(id: string, ctx: Context): Promise<void> {
    this.#items.delete(id);
  }

  async countItems(ctx: Context): Promise<number> {
    return this.#items.size;
  }

  async total(prices: Money[], ctx: Context): Promise<bigint> {
    return prices.reduce((sum, { amount }) => sum + amount, 0n);
  }
}

export function createItemService(deps: ItemServiceDeps): ItemServiceHandler {
  return new Items();
}
`;

/** Generates the shop into a new folder, installs and builds it. */
export function makeShop(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'idl.ts'), SHOP_CONTRACT);
  const { status, output } = microgen(folder, '-idl', 'idl.ts', '-out', '.', '-import', 'shop');
  if (status !== 0) throw new Error(output);
  writeFileSync(join(folder, 'service/itemservice/service.ts'), SHOP_SERVICE);
  // It is called by others than its own client.
  rmSync(join(folder, 'client'), { recursive: true });
  must(folder, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
  must(folder, 'npm', 'run', 'build');
}

/** Starts the shop as in production. */
export function startShop(folder: string): Promise<Running> {
  return start(folder, '--enable-source-maps', 'dist/cmd/main.js');
}
