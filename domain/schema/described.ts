import { z } from 'zod';

/** What a schema says of itself, as JSON Schema: kinds, limits, defaults, descriptions. */
export type Description = z.core.JSONSchema.JSONSchema;

export const described = (schema: z.ZodType): Description =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

export interface Property {
  name: string;
  schema: Description;
  required: boolean;
}

export function properties(schema: Description): Property[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    schema: property as Description,
    required: schema.required?.includes(name) ?? false,
  }));
}

/** What a group of settings holds: its own settings, or those of each entry of a map. Null for a plain setting. */
export function elementOf(schema: Description): Description | null {
  if (schema.properties) return schema;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null;
}

interface Range {
  isWhole: boolean;
  least?: number;
  most?: number;
  /** Not this number itself. */
  above?: number;
}

/** Of a number; limits that only say what a computer can count are none. */
export function rangeOf({ type, minimum, maximum, exclusiveMinimum }: Description): Range {
  return {
    isWhole: type === 'integer',
    least: minimum !== undefined && Math.abs(minimum) < Number.MAX_SAFE_INTEGER ? minimum : undefined,
    most: maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined,
    above: typeof exclusiveMinimum === 'number' ? exclusiveMinimum : undefined,
  };
}
