import React from "react";

export default function Register() {
  const [form, setForm] = React.useState({ terms: false, whatsapp: "yes" });
  const set = (k) => (e) => setForm({ ...form, [k]: e.target.value });
  return (
    <form>
      <div className="relative w-full mb-3">
        <label
          className="block uppercase text-blueGray-600 text-xs font-bold mb-2"
          htmlFor="grid-password"
        >
          Name
        </label>
        <input
          type="email"
          className="border-0 px-3 py-3 placeholder-blueGray-300 text-blueGray-600 bg-white rounded text-sm shadow focus:outline-none focus:ring w-full ease-linear transition-all duration-150"
          placeholder="Name"
        />
      </div>

      <div className="relative w-full mb-3">
        <label
          className="block uppercase text-blueGray-600 text-xs font-bold mb-2"
          htmlFor="grid-password"
        >
          Email
        </label>
        <input
          type="email"
          className="border-0 px-3 py-3 placeholder-blueGray-300 text-blueGray-600 bg-white rounded text-sm shadow focus:outline-none focus:ring w-full ease-linear transition-all duration-150"
          placeholder="Email"
        />
      </div>

      <div className="relative w-full mb-3">
        <label
          className="block uppercase text-blueGray-600 text-xs font-bold mb-2"
          htmlFor="grid-password"
        >
          Password
        </label>
        <input
          type="password"
          className="border-0 px-3 py-3 placeholder-blueGray-300 text-blueGray-600 bg-white rounded text-sm shadow focus:outline-none focus:ring w-full ease-linear transition-all duration-150"
          placeholder="Password"
        />
      </div>

      <div>
        <label className="inline-flex items-center cursor-pointer">
          <input
            id="customCheckLogin"
            type="checkbox"
            className="form-checkbox border-0 rounded text-blueGray-700 ml-1 w-5 h-5 ease-linear transition-all duration-150"
          />
          <span className="ml-2 text-sm font-semibold text-blueGray-600">
            I agree with the{" "}
            <a
              href="/privacy"
              className="text-lightBlue-500"
            >
              Privacy Policy
            </a>
          </span>
        </label>
      </div>

      <div className="relative w-full mb-3">
        <label className="block uppercase text-blueGray-600 text-xs font-bold mb-2" htmlFor="grid-phone">Cell phone</label>
        <input id="grid-phone" type="tel" name="phone" className="border-0 px-3 py-3 rounded text-sm shadow w-full" />
      </div>
      <div className="mt-2 text-sm">
        <p>Lantern Books on WhatsApp: staff picks and coupon codes</p>
        <label><input type="radio" name="wa" value="yes" checked={form.whatsapp === "yes"} onChange={set("whatsapp")} /> Sign me up</label>
        <label><input type="radio" name="wa" value="no" checked={form.whatsapp === "no"} onChange={set("whatsapp")} /> No thanks</label>
        <p>Leave by texting STOP; two messages then confirm that you left, and a third asks you why.</p>
      </div>
      <div className="text-center mt-6">
        <button
          className="bg-blueGray-800 text-white active:bg-blueGray-600 text-sm font-bold uppercase px-6 py-3 rounded shadow hover:shadow-lg outline-none focus:outline-none mr-1 mb-1 w-full ease-linear transition-all duration-150"
          type="button"
        >
          Create Account
        </button>
      </div>
    </form>
  );
}
