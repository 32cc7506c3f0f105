const SubscribeForm = ({form, onSubmit, isSubmitting, ...otherProps}) => {
    const {register} = form
    return (
        <Box {...styles.container} {...otherProps}>
            <Heading as="h2" {...styles.heading}>Subscribe to Stay Updated</Heading>
            <Text {...styles.message}>Be the first to know about latest offers, news, tips, and more.</Text>
            <Box as="form" onSubmit={onSubmit} noValidate>
                <Flex>
                    <Input
                        type="tel"
                        placeholder="Enter your WhatsApp number..."
                        aria-label="WhatsApp number for newsletter"
                        disabled={isSubmitting}
                        id="subscribe-phone"
                        {...register('phone', {required: true})}
                        {...styles.field}
                    />
                    <Button type="submit" variant="footer" isLoading={isSubmitting} {...styles.button}>Subscribe</Button>
                </Flex>
                <Text {...styles.disclaimer}>
                    By submitting this, I agree to the <Link to="/terms">Terms & Conditions</Link> and <Link to="/privacy">Privacy Policy</Link>.
                </Text>
            </Box>
        </Box>
    )
}
