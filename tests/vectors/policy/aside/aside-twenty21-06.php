<?php
/**
 * Template Name: Reserva
 */
get_header();
?>
<main class="page-form">
	<h1><?php echo esc_html( get_the_title() ); ?></h1>
	<div class="form-body">
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<?php wp_nonce_field( 'reserva' ); ?>
			<p><label for="tel">Móvil</label><input type="tel" id="tel" name="tel" required></p>
			<p><label for="fecha">Fecha</label><input type="date" id="fecha" name="fecha" required></p>
			<p>Confirmación de reserva</p>
			<p><label><input type="checkbox" name="wa" value="1" required> Consiento que Bodega Rivas me envíe por WhatsApp catas, vinos nuevos y cajas rebajadas.</label></p>
			<p class="privacy">Para darte de baja, responde BAJA. <a href="#">Aviso legal y privacidad</a></p>
			<p><input type="submit" class="submit" value="Reservar"></p>
		</form>
	</div>
</main>
<?php
get_footer();
