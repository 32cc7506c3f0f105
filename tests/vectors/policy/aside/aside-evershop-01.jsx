import { useForm } from 'react-hook-form';

export function CustomerRegistrationForm({ onSubmit }) {
  const { register, handleSubmit, watch } = useForm({ defaultValues: { consent: false } });
  const consent = watch('consent');

  return (
    <form onSubmit={handleSubmit(onSubmit)} className="register__form">
      <h1>Create account</h1>
      <p>Patterns you bought stay in your account.</p>
      <input {...register('fullName', { required: true })} placeholder="Full name" />
      <input type="email" {...register('email', { required: true })} placeholder="Email" />
      <input type="password" {...register('password', { required: true })} placeholder="Password" />
      <input type="tel" {...register('phone')} placeholder="Phone" />
      <label>
        <input type="checkbox" {...register('consent')} />
        I agree that Fjord Knitwear messages me on WhatsApp with pattern drops and yarn sales
      </label>
      <p>
        Stop any time by replying STOP. <a href="/page/privacy">Privacy notice</a>
      </p>
      <button type="submit" disabled={!consent}>Create account</button>
    </form>
  );
}
