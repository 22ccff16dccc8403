import type { Rig } from '../rig/rig';

/** With as many hooks as Nexudus sends, or with one. */
export async function checkIn(rig: Rig, id: string, hooks: number): Promise<void> {
  const { play } = rig.sandbox.nexudus;
  if (hooks !== 1) return void play.checkIn(id);
  play.checkIn(id, { hooks: false });
  await rig.hook('CoworkerCheckin', { Id: Number(id) });
}
