import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from './support/chromium.ts';
import { repository } from './support/modules.ts';
import { type Running } from './support/project.ts';
import { makeShop, startShop } from './support/shop.ts';

const executable = findChromium();
const isCi = (process.env['CI'] ?? '') !== '';
/** `SCREENSHOT=1` writes the picture that the documentation shows. */
const PICTURE = join(repository, 'docs/images/swagger-ui.png');

it('has a browser to try', ({ skip }) => {
  skip(
    executable === undefined && !isCi,
    'no Chromium was found: install it, or name it with CHROMIUM=/path/to/chromium',
  );
  expect(executable).toBeDefined();
});

describe.skipIf(executable === undefined)('Swagger UI of a running service', () => {
  let base: string;
  let service: Running;
  let browser: Browser;
  let page: Page;
  /** Every address that the page asked, and everything that the browser complained about. */
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'microgen-browser-'));
    makeShop(join(base, 'shop'));
    service = await startShop(join(base, 'shop'));
    browser = await launchChromium(executable ?? '');
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${service.url}/swagger`);
    await page.locator('.opblock').first().waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    rmSync(base, { recursive: true, force: true });
  });

  it('lists the operations of the contract', async () => {
    expect(page.url()).toBe(`${service.url}/swagger/`);
    expect(await page.title()).toBe('shop');
    const operations = await page.locator('#operations-tag-ItemService').count();
    expect(operations).toBe(1);
    const shown = await page.locator('.opblock-tag-section').first().locator('.opblock').all();
    const lines = await Promise.all(
      shown.map(async (one) => {
        const verb = await one.locator('.opblock-summary-method').innerText();
        const path = await one.locator('[data-path]').first().getAttribute('data-path');
        return `${verb} ${path}`;
      }),
    );
    expect(lines.toSorted()).toEqual([
      'DELETE /items/{id}',
      'GET /items',
      'GET /items/{id}',
      'POST /items',
      'POST /items/count',
      'POST /items/total',
      'PUT /items/{id}/title',
    ]);
  });

  it('gets real answers with "Try it out"', async () => {
    const block = page.locator('#operations-ItemService-itemService_total');
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    const prices = [
      { amount: '9007199254740993', currency: 'EUR' },
      { amount: 7, currency: 'EUR' },
    ];
    await block.locator('textarea.body-param__text').fill(JSON.stringify({ prices }, null, 2));
    await block.getByRole('button', { name: 'Execute' }).click();
    const answer = block.locator('.live-responses-table .response');
    await answer.waitFor();
    expect(await answer.locator('.response-col_status').innerText()).toMatch(/^200/);
    expect(await answer.locator('.highlight-code code').first().innerText()).toContain(
      '"9007199254741000"',
    );
    if (process.env['SCREENSHOT'] === '1') {
      await page.setViewportSize({ width: 1200, height: 1900 });
      await page.mouse.move(0, 0);
      await page.evaluate('scrollTo(0, 0)');
      await page.screenshot({ path: PICTURE });
    }
  });

  it('shows the problem document of a refusal', async () => {
    const block = page.locator('#operations-ItemService-itemService_getItem');
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    await block.getByRole('button', { name: 'Execute' }).click();
    const answer = block.locator('.live-responses-table .response');
    await answer.waitFor();
    expect(await answer.locator('.response-col_status').innerText()).toMatch(/^404/);
    expect(await answer.locator('.highlight-code code').first().innerText()).toContain('not_found');
  });

  it('asks nobody else, and gives the browser nothing to complain about', () => {
    expect(asked.length).toBeGreaterThan(5);
    const elsewhere = asked.filter(
      (url) => !url.startsWith('data:') && !url.startsWith(service.url),
    );
    expect(elsewhere).toEqual([]);
    // The refusal above is one that was asked for.
    expect(complaints.filter((text) => !/status of 404 \(Not Found\)/.test(text))).toEqual([]);
  });
});
