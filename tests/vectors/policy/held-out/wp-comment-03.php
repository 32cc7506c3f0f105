<?php if ( comments_open() ) : ?>
<div id="respond">
<h3><?php echo esc_html( $title ); ?></h3>
<form action="<?php echo site_url( '/wp-comments-post.php' ); ?>" method="post" id="commentform">
  <p><input type="text" name="author" id="author" value="<?php echo esc_attr( $author ); ?>" size="22"> <label for="author"><?php _e( 'Name' ); ?></label></p>
  <p><input type="checkbox" name="wa" id="wa" value="1"> <label for="wa"><?php _e( 'My number has WhatsApp' ); ?></label></p>
  <p><input name="submit" type="submit" id="submit" value="<?php esc_attr_e( 'Submit Comment' ); ?>"></p>
</form>
</div>
<?php endif; ?>
