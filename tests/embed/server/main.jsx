import { hydrateRoot } from "react-dom/client";
import { Checkout } from "../react/checkout.jsx";

hydrateRoot(document.getElementById("app"), <Checkout />);
