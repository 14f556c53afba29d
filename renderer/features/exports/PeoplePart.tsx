import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { ExportPolicy } from '#shared/model/export';
import { type Person, ROLES, type Role } from '#shared/model/role';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { Choice } from './define/Choice';
import { KeyForm } from './KeyForm';

interface PeoplePartProps {
  readonly policy: ExportPolicy;
  readonly onChange: (change: Partial<Pick<ExportPolicy, 'people' | 'unmask'>>) => void;
}

/** Who works here as what. The kernel holds everybody to it; where nobody is named, there are no roles. */
export function PeoplePart({ policy: { people, unmask }, onChange }: PeoplePartProps) {
  const t = useText('exports');
  const [role, setRole] = useState<Role>('admin');
  const { data: own } = useKernel('keys.own', {});
  const mine = people.find(({ publicKey }) => publicKey === own?.publicKey);
  const roles = ROLES.map((value) => ({ value, label: t(`role.of.${value}`) }));
  const change = (person: Person) => {
    onChange({ people: people.map((each) => (each.publicKey === person.publicKey ? person : each)) });
  };
  const without = (key: string) => people.filter(({ publicKey }) => publicKey !== key);
  return (
    <div className="exp-reviewers" data-testid="export-people">
      <span className="hx-secondary">{t(people.length === 0 ? 'noPeople' : 'people')}</span>
      {people.length > 0 && <p>{mine ? t('ownRole', { role: t(`role.of.${mine.role}`) }) : t('ownRoleNone')}</p>}
      {people.map((person) => (
        <p key={person.publicKey} className="exp-fields">
          <span className="exp-name">{person.name}</span>
          <code>{person.publicKey}</code>
          <Choice
            label={t('roleOfPerson', { name: person.name })}
            value={person.role}
            options={roles}
            onChange={(value) => change({ ...person, role: value })}
            testId={`export-person-${person.publicKey}`}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('removePerson', { name: person.name })}
            onClick={() => onChange({ people: without(person.publicKey) })}
          />
        </p>
      ))}
      <KeyForm
        nameLabel={t('personName')}
        keyLabel={t('personKey')}
        addLabel={t('addReviewer')}
        onAdd={(added) => onChange({ people: [...without(added.publicKey), { ...added, role }] })}
        testId="export-person"
      >
        <Choice label={t('personRole')} value={role} options={roles} onChange={setRole} testId="export-person-role" />
      </KeyForm>
      {people.length > 0 && (
        <span className="exp-fields">
          <span className="hx-secondary">{t('unmaskBy')}</span>
          <Checkbox.Group value={[...unmask]} options={roles} onChange={(chosen) => onChange({ unmask: chosen })} />
        </span>
      )}
    </div>
  );
}
