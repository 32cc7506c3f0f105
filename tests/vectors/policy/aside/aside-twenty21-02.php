<?php
/**
 * Template Name: Contact
 */
get_header();
?>
<main class="page-form">
	<h1><?php echo esc_html( get_the_title() ); ?></h1>
	<div class="form-body">
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<?php wp_nonce_field( 'contact' ); ?>
			<p><label for="tel"><?php esc_html_e( 'Phone', 'twentytwentyone' ); ?></label><input type="tel" id="tel" name="tel" required></p>
			<p><label for="msg"><?php esc_html_e( 'Message', 'twentytwentyone' ); ?></label><textarea id="msg" name="msg"></textarea></p>
			<p><label><input type="checkbox" name="wa" value="1"> <span class="dashicons dashicons-whatsapp"></span> <?php esc_html_e( 'Bramble Nursery may send me planting reminders on WhatsApp. To end them I reply STOP.', 'twentytwentyone' ); ?></label></p>
			<p class="privacy"><?php the_privacy_policy_link(); ?></p>
			<p><input type="submit" class="submit" value="<?php esc_attr_e( 'Send', 'twentytwentyone' ); ?>"></p>
		</form>
	</div>
</main>
<?php
get_footer();
