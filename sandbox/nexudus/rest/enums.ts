import type { NexudusOptions } from '../controls/options';
import { webhookActions } from '../entities/webhook-actions';

interface EnumValue {
  Id: number;
  Name: string;
}

const enums: Record<string, readonly EnumValue[]> = {
  echeckinsource: numbered(0, ['None', 'Manual', 'DoorAccess', 'NetworkActivity', 'Tile', 'Sensor']),
  ecoworkerrecordtype: numbered(1, ['Individual', 'Company']),
  egender: numbered(0, ['None', 'NotSet', 'Male', 'Female', 'Other', 'RatherNotSay']),
  ecancellationreason: [
    ...numbered(1, [
      'PriceTooHigh',
      'NewJobRelocation',
      'MovedToOtherSpace',
      'ChangeWorkEnvironment',
      'LackCommunityInterations',
      'PoorSpaceCondition',
      'OtherMembers',
      'Rellocated',
      'BusinessExpansion',
      'Pause',
      'Renewed',
      'Upgraded',
      'Downgraded',
    ]),
    { Id: 19, Name: 'Covid19' },
    { Id: 99, Name: 'Other' },
  ],
};

/** `GET /api/utils/enums?name=…` (nexudus.md §2.1). */
export function enumValues(name: string, options: NexudusOptions): readonly EnumValue[] | undefined {
  if (name.toLowerCase() !== 'ewebhookaction') return enums[name.toLowerCase()];
  return options.webhookEnum === 'absent' ? undefined : webhookActions(options);
}

function numbered(first: number, names: readonly string[]): EnumValue[] {
  return names.map((Name, index) => ({ Id: first + index, Name }));
}
