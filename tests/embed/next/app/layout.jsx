export const metadata = { title: "Next.js" };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="/icon.svg" />
        <script src="/fixture.js" />
      </head>
      <body>{children}</body>
    </html>
  );
}
