// Checks a template before anything is started, so that a part that cannot run is reported at once.

import { checkProperties } from '../template/check-properties.ts';
import type { AssemblyStack } from '../template/read-assembly.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { resourceTypes } from './resource-types.ts';

/** Throws for the first resource type or property that the local cloud does not know. */
export function checkStack({ name: stack, template }: AssemblyStack): void {
  for (const section of ['Transform', 'Mappings', 'Hooks'] as const)
    if (section in template)
      throw new UnsupportedTemplateError(
        { stack, logicalId: section, type: 'template section' },
        'this section is not supported by the local cloud',
      );
  for (const [logicalId, { Type: type, Properties = {} }] of Object.entries(template.Resources ?? {})) {
    const address = { stack, logicalId, type };
    const known = resourceTypes.get(type);
    if (!known) throw new UnsupportedTemplateError(address, 'this type is not supported by the local cloud');
    checkProperties(address, Properties, known.rules);
  }
}
