export default function OptIn(props) {
  return (
    <a className="fab" href="https://wa.me/447700900555" target="_blank" rel="noreferrer">{t("chat")}</a>
  );
}
