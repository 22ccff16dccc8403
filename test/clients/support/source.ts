import express from 'express';
import { createNexudus, type NexudusClient, type NexudusClientOptions } from '../../../clients/nexudus';
import { createNexudus as createSpace, type NexudusEmulator, type NexudusOptions } from '../../../sandbox/nexudus';
import { listen } from './listen';
import { startScript, type Script, type ScriptedServer } from './scripted-server';

export interface Source {
  client: NexudusClient;
  space: NexudusEmulator;
  apiUrl: string;
  close: () => Promise<void>;
}

/** An emulated space and a client for it. */
export async function startSource(
  space: Partial<NexudusOptions> = {},
  client: Partial<NexudusClientOptions> = {},
): Promise<Source> {
  const emulator = createSpace({ ratePerMinute: Infinity, ...space });
  const server = await listen(express().use(emulator.router));
  const apiUrl = `${server.url}/api`;
  const { username, password } = emulator.options;
  const made = createNexudus({
    apiUrl,
    auth: { kind: 'bearer', username, password: () => password },
    ratePerMinute: Infinity,
    ...client,
  });
  return {
    client: made,
    space: emulator,
    apiUrl,
    close: async () => {
      await made.close();
      await server.close();
      await emulator.close();
    },
  };
}

/** A Nexudus that answers as a script says, for what the emulator never does. Basic, so that nobody logs in. */
export async function startScriptedSource(
  script: Script,
  options: Partial<NexudusClientOptions> = {},
): Promise<{ client: NexudusClient; server: ScriptedServer; close(): Promise<void> }> {
  const server = await startScript(script);
  const client = createNexudus({
    apiUrl: `${server.url}/api`,
    auth: { kind: 'basic', username: 'key', password: () => 'secret' },
    ratePerMinute: Infinity,
    ...options,
  });
  const close = async () => {
    await client.close();
    await server.close();
  };
  return { client, server, close };
}

/** One page of a list, as nexudus.md §2.3 has it. */
export function listOf(rows: object[], url: URL, total = rows.length) {
  const page = Number(url.searchParams.get('page') ?? 1);
  const size = Number(url.searchParams.get('size') ?? 25);
  const Records = rows.slice((page - 1) * size, page * size);
  const TotalPages = Math.ceil(total / size);
  return { Records, TotalItems: total, TotalPages, HasNextPage: page < TotalPages, PageSize: size };
}

export const contractRow = (id: number, coworkerId: number) => ({
  Id: id,
  CoworkerId: coworkerId,
  TariffId: 3001,
  TariffName: 'Hot Desk',
  IssuedById: 1001,
  StartDate: '2026-01-01T00:00:00Z',
  CancellationDate: null,
  Active: true,
  MainContract: true,
  InPausedPeriod: false,
});
