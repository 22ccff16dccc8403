import { z } from 'zod';

/** Who has this value in this claim has this role. */
export interface OidcRule {
  role: 'viewer' | 'desk' | 'admin';
  claim: string;
  value: string;
}

const RULE = /^(viewer|desk|admin)\s+([^\s=;]+)\s*=\s*(\S.*)$/;
const FORM =
  'must be rules such as: admin email=ada@example.com; desk groups=Front desk; viewer email=*@example.com. ' +
  'Each is a role (viewer, desk or admin), a claim, "=" and its value; a semicolon or a new line ends it';

/** Which claim gives which role: `admin email=ada@example.com; desk groups=Front desk`. */
export const oidcRules = () =>
  z.string().transform((given, context): OidcRule[] => {
    const written = given
      .split(/[;\n]/)
      .map((rule) => rule.trim())
      .filter((rule) => rule !== '');
    const rules = written.flatMap((rule) => {
      const parsed = parse(rule);
      if (typeof parsed !== 'string') return [parsed];
      context.addIssue(`${FORM}. ${parsed}`);
      return [];
    });
    if (written.length === 0) context.addIssue(`${FORM}. There is none, so nobody could sign in`);
    return rules;
  });

/** A sentence: what is wrong with it. */
function parse(rule: string): OidcRule | string {
  const [, role, claim, value] = RULE.exec(rule) ?? [];
  if (role === undefined || claim === undefined || value === undefined) return `This one is not: "${rule}"`;
  if (claim === 'email' && !/^(\*|[^\s@*]+)@[^\s@*]+$/.test(value))
    return `An address is whole, or * stands for its name: not "${value}"`;
  return { role: role as OidcRule['role'], claim, value };
}
