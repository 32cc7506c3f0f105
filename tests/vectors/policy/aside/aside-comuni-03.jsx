const InformativaPrivacy = () => (
  <section className="container py-5">
    <h2>Newsletter su WhatsApp</h2>
    <p>Chi ha dato il consenso riceve su WhatsApp gli avvisi del Comune. Il consenso si revoca rispondendo STOP.</p>
    <p>Base giuridica: art. 6, par. 1, lett. a del Regolamento. Titolare: Comune di Pievebassa.</p>
    <h2>Cookie</h2>
    <Toggle label="Cookie statistici" defaultChecked />
    <Toggle label="Contenuti di terzi (mappe, pulsante di chat)" />
    <Button color="primary">Salva le preferenze</Button>
  </section>
);

export default InformativaPrivacy;
