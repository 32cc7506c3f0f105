// A server component; what is interactive is a client component, made from the project of React by next.mjs.
import { Checkout } from "./checkout.jsx";

export default function Page() {
  return <Checkout />;
}
