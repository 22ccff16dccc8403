import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type ZlibOptions } from 'node:zlib';
import express, { type Request, type Response } from 'express';
import { Problem } from '../http/problem';

/** A webhook's body. A signature may be over either form: the sender's, or what something on the way made of it. */
export interface WebhookBody {
  sent: Buffer;
  /** The same unless it was compressed. */
  plain: Buffer;
}

const MAX_BYTES = 1024 * 1024;

type Decode = (bytes: Buffer, options: ZlibOptions) => Promise<Buffer>;
const DECODERS = new Map<string, Decode>([
  ['gzip', promisify<Buffer, ZlibOptions, Buffer>(gunzip)],
  ['x-gzip', promisify<Buffer, ZlibOptions, Buffer>(gunzip)],
  ['deflate', promisify<Buffer, ZlibOptions, Buffer>(inflate)],
  ['br', promisify<Buffer, ZlibOptions, Buffer>(brotliDecompress)],
]);

/** `identity` when nothing was done to the body. */
export function contentEncoding(req: Request): string {
  return req.get('Content-Encoding')?.trim().toLowerCase() ?? 'identity';
}

/** Throws what is wrong with it: above all, too large, as it came or inflated. */
export async function readWebhookBody(req: Request, res: Response, encoding: string): Promise<WebhookBody> {
  const sent = await readBytes(req, res);
  return { sent, plain: await decoded(sent, DECODERS.get(encoding)) };
}

const raw = express.raw({ type: () => true, limit: MAX_BYTES });

/** As they came: the parser would inflate them. */
function readBytes(req: Request, res: Response): Promise<Buffer> {
  delete req.headers['content-encoding'];
  return new Promise((resolve, reject) => {
    raw(req, res, (error?: Error) => {
      const body: unknown = req.body;
      if (error) reject(error);
      else resolve(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
    });
  });
}

/** What is not what its encoding says stays as it is: a proxy may inflate a body and leave the header. */
async function decoded(sent: Buffer, decode: Decode | undefined): Promise<Buffer> {
  if (!decode) return sent;
  try {
    return await decode(sent, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return sent;
    throw new Problem(413, 'The body, once inflated, is larger than this address takes.', { cause: error });
  }
}
