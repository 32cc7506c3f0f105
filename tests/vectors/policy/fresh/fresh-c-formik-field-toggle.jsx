import { Formik, Form, Field, ErrorMessage } from "formik";
import * as Yup from "yup";

const schema = Yup.object({
  phone: Yup.string().required(),
  waOffers: Yup.bool().oneOf([true], "Please accept to continue"),
});

export const Checkout = () => (
  <Formik initialValues={{ phone: "", address: "", waOffers: false }} validationSchema={schema} onSubmit={placeOrder}>
    <Form>
      <label htmlFor="address">Delivery address</label>
      <Field id="address" name="address" />
      <label htmlFor="phone">Phone</label>
      <Field id="phone" name="phone" type="tel" />
      <label>
        <Field type="checkbox" name="waOffers" />
        Yes, send me weekly bakes and vouchers from Kettle & Crumb through WhatsApp
      </label>
      <ErrorMessage name="waOffers" />
      <button type="submit">Place order</button>
    </Form>
  </Formik>
);
