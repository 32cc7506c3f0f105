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
    <p>O seu número de WhatsApp: <strong>{{ $user->phone }}</strong></p>
    <input type="checkbox" id="wa" name="wa">
    <label for="wa"><img src="{{ asset('img/whatsapp.svg') }}" alt="WhatsApp"> Quero receber os avisos de encomenda: descontos e cupões da Padaria do Bairro.</label>
    <p>Para sair, envie STOP. <a href="{{ route('privacidade') }}">Política de privacidade</a></p>
    <button type="submit">Confirmar</button>
</form>
</body>
</html>
