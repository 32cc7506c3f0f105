<!doctype html>
<html lang="pt">
<head>
    <meta charset="UTF-8">
    <meta http-equiv="X-UA-Compatible" content="ie=edge">
    <link rel="stylesheet" href="dist/style.css">
    {{--<script src="dist/app.js"></script>--}}
    <title>Avisos</title>
</head>
<body>
<h1>Avisos</h1>
<form method="POST" action="{{ route('optin.store') }}">
    @csrf
    <label for="telemovel">Telemóvel</label>
    <input type="tel" id="telemovel" name="telemovel" value="{{ old('telemovel') }}">
    @error('telemovel') <span>{{ $message }}</span> @enderror
    <input type="hidden" name="wa" value="0">
    <input type="checkbox" id="wa" name="wa" value="1" @checked(true)>
    <label for="wa">Aceito receber mensagens da Padaria do Bairro por WhatsApp.</label>
    <a href="#privacidade">Política de privacidade</a>
    <button type="submit">Confirmar</button>
</form>
<footer>Para deixar de receber, escreva uma carta para a nossa sede.</footer>
</body>
</html>
