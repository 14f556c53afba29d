import { create } from 'zustand';
import type { HuaxiangError, Result } from '#shared/model/result';

/** What a passphrase is asked for. `saveAs` of an encrypted workspace may also choose none. */
export type PassphrasePurpose =
  | 'open'
  | 'create'
  | 'saveSealed'
  | 'saveAs'
  | 'change'
  | 'unlockKey'
  | 'sealKey'
  | 'sealPackage'
  | 'openPackage';

export interface Passphrases {
  /** Empty where none is wanted. */
  readonly passphrase: string;
  readonly next: string;
}

interface Question {
  readonly purpose: PassphrasePurpose;
  /** The file; empty for the key that signs. */
  readonly name: string;
  /** Tries them; null when they were right. */
  readonly attempt: (given: Passphrases) => Promise<HuaxiangError | null>;
  readonly leave: () => void;
}

/** The one question that stands open. What is typed lives in the dialog alone, and goes over the port from there. */
export const usePassphraseQuestion = create<{ readonly question: Question | null }>(() => ({ question: null }));

/** Asks until a passphrase is right; null when the person gives up. A question within a question stands before it until it is answered. */
export function withPassphrase<T>(
  { purpose, name }: Pick<Question, 'purpose' | 'name'>,
  call: (given: Passphrases) => Promise<Result<T>>,
): Promise<Result<T> | null> {
  return new Promise((resolve) => {
    const { question: before } = usePassphraseQuestion.getState();
    const done = (result: Result<T> | null) => {
      usePassphraseQuestion.setState({ question: before });
      resolve(result);
    };
    const attempt = async (given: Passphrases) => {
      const result = await call(given);
      if (result.ok) done(result);
      return result.ok ? null : result.error;
    };
    usePassphraseQuestion.setState({ question: { purpose, name, attempt, leave: () => done(null) } });
  });
}
