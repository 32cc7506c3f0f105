<?php
/**
 * Template Name: Beer club
 */
get_header();
?>
<main class="page-form">
	<h1><?php echo esc_html( get_the_title() ); ?></h1>
	<div class="form-body">
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<?php wp_nonce_field( 'club' ); ?>
			<p><label for="tel"><?php esc_html_e( 'Cell phone', 'twentytwentyone' ); ?></label><input type="tel" id="tel" name="tel" required></p>
			<p><label><input type="checkbox" name="wa" value="1"> <?php esc_html_e( 'Yes, Hophouse Brewing may send me beer releases and bottle deals on WhatsApp.', 'twentytwentyone' ); ?></label></p>
			<p><?php esc_html_e( 'Not a condition of purchase. To leave text STOP; we will ask you three times to confirm, and the last confirmation ends it.', 'twentytwentyone' ); ?> <?php the_privacy_policy_link(); ?></p>
			<p><input type="submit" class="submit" value="<?php esc_attr_e( 'Join', 'twentytwentyone' ); ?>"></p>
		</form>
	</div>
</main>
<?php
get_footer();
