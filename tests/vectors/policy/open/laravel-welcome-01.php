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
    <input type="checkbox" id="wa" name="wa" @if(old('wa')) checked @endif>
    <label for="wa"><img src="{{ asset('img/whatsapp.svg') }}" alt="WhatsApp"> Aceito receber avisos de encomenda da Padaria do Bairro por WhatsApp. Para sair, envie STOP.</label>
    <a href="{{ route('privacidade') }}">Política de privacidade</a>
    <button type="submit">Confirmar</button>
</form>
</body>
</html>
