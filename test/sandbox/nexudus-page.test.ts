import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createPage } from '../../sandbox/page';
import { call } from './support/nexudus-lab';

describe('the page to play a day with', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer(express().use('/', createPage()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is served with everything it loads, and asks nobody else for anything', async () => {
    const seen = new Map<string, string>();
    const waiting = [''];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (seen.has(file)) continue;
      const { status, text } = await call('GET', `${url}/${file}`);
      expect([file, status]).toEqual([file, 200]);
      seen.set(file, text);
      for (const [, found] of text.matchAll(/(?:from '\.\/|src="|href=")([\w-]+\.(?:mjs|css))/g))
        waiting.push(found ?? '');
    }
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['style.css', 'page.mjs', 'members.mjs', 'scenes.mjs']));
    for (const text of seen.values()) expect(text).not.toMatch(/https?:\/\//);
  });

  it('may run nothing but its own scripts', async () => {
    const { headers } = await call('GET', `${url}/`);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });
});
