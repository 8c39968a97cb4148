/** The shelf, a plugin of GraphiQL: what this is, and questions in plain words to begin with. */
import { useGraphiQL, type GraphiQLPlugin } from "@graphiql/react";
import { useAbout } from "./dataset";
import { GROUPS, type Question } from "./question";
import { QUESTIONS } from "./questions";
import { ask } from "./session";

const NAMES: Record<Question["group"], string> = { analysts: "For analysts", apps: "For apps", researchers: "For researchers" };

export const SHELF: GraphiQLPlugin = { title: "Questions", icon: Icon, content: Content };

/** On a narrow screen the shelf covers the rest (playground.css). */
export const NARROW = "(width <= 720px)";

function Content() {
  return (
    <section className="shelf" aria-labelledby="shelf-title">
      <Welcome />
      {GROUPS.map((group) => (
        <section key={group} aria-labelledby={`shelf-${group}`}>
          <h3 id={`shelf-${group}`}>{NAMES[group]}</h3>
          <ul>
            {QUESTIONS.filter((question) => question.group === group).map((question) => (
              <Entry key={question.title} question={question} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Welcome() {
  const about = useAbout();
  const number = (type: string) => about?.counts[type]?.toLocaleString("en");
  return (
    <>
      <h2 id="shelf-title">Questions to begin with</h2>
      <p>
        What ASEAN’s members and partners promised each other on digital matters, by whom, where it is written, and what became of it
        {about && `: ${number("Commitment")} commitments from ${number("Document")} documents, as of ${about.asOf}`}. Choose a question; its
        query can be changed and run again.
      </p>
      <p className="notice">{about?.notice ?? "This is no publication of ASEAN."}</p>
    </>
  );
}

function Entry({ question }: { question: Question }) {
  // with variables of the reader's own it asks something else than the title says
  const isOpen = useGraphiQL(({ tabs, activeTabIndex }) => {
    const tab = tabs[activeTabIndex];
    return tab?.query === question.query && !tab.variables?.trim();
  });
  return (
    <li>
      <button type="button" aria-current={isOpen} onClick={() => choose(question)}>
        {question.title}
      </button>
      <p>{question.reading.split("`").map((part, i) => (i % 2 ? <code key={i}>{part}</code> : part))}</p>
    </li>
  );
}

function choose(question: Question): void {
  ask(question.query);
  // GraphiQL's own button closes its pane whole, which its action does not
  if (matchMedia(NARROW).matches) document.querySelector<HTMLElement>(`.graphiql-sidebar [aria-label="Hide ${SHELF.title}"]`)?.click();
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 4h16v12H10l-5 4v-4H4z" strokeLinejoin="round" />
      <path d="M9.8 8.2a2.2 2.2 0 1 1 2.9 2.1c-.5.2-.7.5-.7 1" strokeLinecap="round" />
      <circle cx="12" cy="13.4" r=".5" fill="currentColor" />
    </svg>
  );
}
