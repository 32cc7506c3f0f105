<form method="post">
<?= $csrf ?><label>Telefone <input type="tel" name="phone" /></label>
<label><input type="checkbox" name="c3" data-test="c3" /> <img src="/img/whatsapp.svg" alt="WhatsApp" width="18" /> Por mim tudo bem: o Ginásio Forte avisa-me das alterações de aulas no WhatsApp; SAIR para parar.</label>
<a href="/politica-de-privacidade">Privacidade</a>
</form>
