import { usePage } from '../page-context.ts';
import { useSlow } from '../use-clock.ts';

/** The shape of the code that will come; after five seconds a sentence says what is slow. */
export function LoadingView({ title }: { title: string }) {
  const { words } = usePage();
  const slow = useSlow(5000);
  return (
    <>
      <h1 className="headline">{title}</h1>
      <div className="tile tile-empty" aria-hidden="true">
        <span className="finder" />
        <span className="finder" />
        <span className="finder" />
        <span className="heart" />
      </div>
      <p className="small slow" role="status">
        {slow && words.loadingSlow}
      </p>
    </>
  );
}
