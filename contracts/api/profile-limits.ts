import { z } from 'zod';

export const ProfileFormat = z
  .enum(['apple', 'windows', 'android', 'passpoint', 'chromeos', 'networkmanager', 'wpa_supplicant'])
  .meta({ id: 'ProfileFormat' });

const ProfileLimit = z.enum([
  'suffixMatch',
  'realmVisible',
  'asksPassword',
  'needsCertificate',
  'needsApp',
  'needsHotspot',
  'hiddenNetwork',
  'noSelfRemoval',
  'firstCertificateOnly',
  'firstServerOnly',
  'cannotCarry',
]);

export const ProfileLimits = z
  .object({
    formats: z.array(ProfileFormat).meta({
      description: "What members are offered, unless a member's own user name or password is in the way.",
    }),
    limits: z
      .array(z.object({ limit: ProfileLimit, formats: z.array(ProfileFormat) }))
      .meta({ description: 'What formats cannot do for anybody; noSelfRemoval matters to holders of a pass.' }),
    warnings: z.array(z.string()).meta({
      description:
        'Who gets no profile, or a less safe one, and why; and what settings of an earlier version have that is refused now.',
    }),
  })
  .meta({ id: 'ProfileLimits' });
export type ProfileLimitsView = z.infer<typeof ProfileLimits>;

export const exampleProfileLimits: ProfileLimitsView = {
  formats: ['apple', 'windows', 'android', 'chromeos', 'networkmanager', 'wpa_supplicant'],
  limits: [
    { limit: 'suffixMatch', formats: ['android'] },
    { limit: 'needsApp', formats: ['android'] },
  ],
  warnings: [],
};
