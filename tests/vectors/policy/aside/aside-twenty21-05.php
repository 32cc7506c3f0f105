<?php
/**
 * Template Name: Ordina
 */
get_header();
?>
<main class="page-form">
	<h1><?php echo esc_html( get_the_title() ); ?></h1>
	<div class="form-body">
		<form class="order-by-chat" action="https://wa.me/393331234567" method="get" target="_blank">
			<p><label for="text">La tua ordinazione</label><textarea id="text" name="text" rows="4" placeholder="2 margherite, 1 marinara"></textarea></p>
			<p><button type="submit"><span class="dashicons dashicons-whatsapp"></span> Invia su WhatsApp</button></p>
		</form>
		<p>Ti rispondiamo in chat, dalle 18 alle 23.</p>
	</div>
</main>
<?php
get_footer();
