import { toBuffer } from 'qrcode';
import type { Picture } from '../clients/mail';

/** Pixels per module, and modules of white around it: phones read it off a screen an arm's length away. */
const picture = { scale: 6, margin: 4, errorCorrectionLevel: 'M' } as const;

/**
 * A QR code of the link, for a second device. Never of the network itself: stock phones make a pre-shared-key network of
 * an enterprise `WIFI:` code (field.md §5.5).
 */
export async function qrPicture(address: string): Promise<Picture> {
  return { contentId: 'link', fileName: 'link.png', png: await toBuffer(address, picture) };
}
